"""This week: what to do now, for whom, why and how."""
