import { createServer } from 'node:net'

/** Below the range from which systems pick ports for outgoing connections: nobody takes it by chance meanwhile. */
const lowest = 20_000
const highest = 32_000

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freeLoopbackPort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)))
  })
}
