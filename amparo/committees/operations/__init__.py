"""Every change to committees, and what people do who join them."""
