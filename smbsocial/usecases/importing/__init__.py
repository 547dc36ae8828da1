"""Taking in what files of platforms, websites, mailings, shops and tills say."""
