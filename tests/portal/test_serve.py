"""How the portal listens: nobody waits for the second piece of an answer."""

import asyncio
import socket

from portal.serve import listening


async def test_each_piece_of_an_answer_is_sent_at_once() -> None:
    """Without TCP_NODELAY an answer in two pieces takes as long as its reader puts off acknowledging the first: 40 ms."""
    set_: asyncio.Queue[int] = asyncio.Queue()

    def taken(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        set_.put_nowait(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    with listening("127.0.0.1", 0) as here:
        async with await asyncio.start_server(taken, sock=here):
            _, writer = await asyncio.open_connection(*here.getsockname())
            assert await asyncio.wait_for(set_.get(), 10) == 1
            writer.close()
