"""The portal: what sponsors and the office see in a browser. It goes through the same doors as the command line.

`app.py` puts it together; a page is one file in `pages/` and its templates; who may do what stands in `policy.py` alone.
"""
