# The company's settings and its logo.

company-base-currency = Base currency
company-base-currency-hint = Sums are made in it. It stays once there are amounts.
company-time-zone = Time zone
company-time-zone-hint = Days begin and end in it.
company-week-start = Weeks begin on
company-fiscal-start = Fiscal year begins in
company-saved = Saved the company's settings
company-act-changed = Changed the company's settings
company-logo = Logo
company-your-logo = Your logo
company-logo-hint = A PNG or JPEG picture of at most 512 KB
company-logo-missing = must be chosen first, and be at most 512 KB
company-logo-take = Take this logo
company-uploading = Uploading
company-logo-changed = Changed the logo
company-act-logo = Changed the logo
company-logo-removed = Removed the logo
company-act-logo-removed = Removed the logo
