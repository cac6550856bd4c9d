"""An ASGI application that names the version of the PostgreSQL client library."""

import psycopg2

HEADERS = [(b"content-type", b"text/plain; charset=utf-8")]


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await follow_lifespan(receive, send)
        return
    status = 200 if scope["path"] in ("/", "/healthz") else 404
    text = f"orders, libpq {psycopg2.__libpq_version__}\n"
    await send({"type": "http.response.start", "status": status, "headers": HEADERS})
    await send({"type": "http.response.body", "body": text.encode()})


async def follow_lifespan(receive, send):
    while True:
        kind = (await receive())["type"]
        await send({"type": f"{kind}.complete"})
        if kind == "lifespan.shutdown":
            return
