"""The example business: two quarters as if somebody had lived them."""
