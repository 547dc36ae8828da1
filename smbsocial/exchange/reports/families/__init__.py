"""The files of each platform, website, mailing and till, one module a family."""
