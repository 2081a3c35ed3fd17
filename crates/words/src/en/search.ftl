# Search over everything.

search-what = What are you looking for?
search-what-hint = Names, numbers, e-mail addresses, phone numbers: the beginnings of words are enough.
search-nothing-for = Nothing found for “{ $words }”
search-nothing-hint = Try fewer or shorter words: the beginnings are enough.
search-nothing = Nothing found
search-on-this-page = On this page
search-go-to = Go to
search-recent = Starred and recent
search-records = Records
search-all-for = Search everything for “{ $words }”
search-act-star = Star
search-act-unstar = Remove the star
