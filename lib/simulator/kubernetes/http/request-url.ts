import { type IncomingMessage } from 'node:http'
import { Recent } from '../../cache/recent'

const urls = new Recent<string, URL>(100)

/** Path and query of a request, to be read only; what is no URL at all counts as the root. */
export function urlOf({ url = '/' }: IncomingMessage): URL {
  return urls.get(url) ?? urls.keep(url, parsed(`https://api${url}`))
}

const parsed = (text: string): URL => new URL(URL.canParse(text) ? text : 'https://api/')
