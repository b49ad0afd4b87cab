"""The site: a ledger to look at. Takes a ledger opened read-only, gives pages, their JSON twins and charts; docs/site.md is the plan.

One module a page. Needs the extra `detente[site]`: Starlette, Jinja2, uvicorn and vl-convert.
"""

from detente.web.access import BusyError
from detente.web.app import make_app
from detente.web.server import PortError, serve_ledger

__all__ = ["BusyError", "PortError", "make_app", "serve_ledger"]
