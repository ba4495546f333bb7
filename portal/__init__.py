"""The portal: what applicants and the office see in a browser, and programs as JSON, through the doors of the command line.

`app.py` puts it together; a page is one file in `pages/` and its templates, and what it shows is worked out in the folder of
its side; who may do what stands in `policy.py` alone.
"""
