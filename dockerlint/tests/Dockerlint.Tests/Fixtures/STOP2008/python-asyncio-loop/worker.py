import asyncio

import asyncpg


async def main():
    pool = await asyncpg.create_pool()
    while True:
        await pool.execute("select 1")
        await asyncio.sleep(1)


asyncio.run(main())
