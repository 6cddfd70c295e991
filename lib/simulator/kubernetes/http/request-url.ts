import { type IncomingMessage } from 'node:http'

/** Path and query of a request; what is no URL at all counts as the root. */
export function urlOf({ url = '/' }: IncomingMessage): URL {
  const text = `https://api${url}`
  return URL.canParse(text) ? new URL(text) : new URL('https://api/')
}
