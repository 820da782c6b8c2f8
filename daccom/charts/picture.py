"""Specification to picture, once for each specification."""

import json
import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

import vl_convert
from django.core.cache import cache

from daccom.charts.theme import Spec

VEGA_LITE = "6.4"
SIZE = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')


@dataclass(frozen=True)
class Picture:
    """An SVG with its size in pixels."""

    svg: str
    width: int
    height: int

    @property
    def uri(self) -> str:
        """The picture as a data: address, which the content policy lets an img show."""
        return f"data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"


def _draw(spec: Spec) -> str:
    """The SVG of a specification. No address outside it is followed."""
    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    return svg


def picture_of(spec: Spec) -> Picture:
    """The picture of a Vega-Lite specification, from the cache when the same one was drawn before."""
    written = json.dumps(spec, sort_keys=True)
    key = f"chart:{VEGA_LITE}:{sha256(written.encode()).hexdigest()}"
    svg = cache.get(key)
    if svg is None:
        svg = _draw(spec)
        cache.set(key, svg, timeout=None)
    size = SIZE.search(svg)
    if size is None:
        raise ValueError("the drawn chart does not say its size")
    return Picture(svg, round(float(size[1])), round(float(size[2])))
