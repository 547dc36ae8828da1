"""Files that platforms, websites, mailings and tills export: recognised by what is in them."""
