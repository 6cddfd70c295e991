import { type IncomingMessage } from 'node:http'
import { type SpdyStream } from '../../../spdy/spdy-stream'
import { type ForwardPort } from '../../kubelet/kubelet-server'
import { type Answer } from '../answer'
import { joinWithPort } from './joined-port'
import { upgradeToSpdy } from './spdy-upgrade'

const protocol = 'portforward.k8s.io'

/**
 * Forwards ports to a client that speaks SPDY: for each connection that it wants it opens two streams of one number, for data and
 * for errors. The answer: why not.
 */
export const portsOverSpdy = (request: IncomingMessage, forward: ForwardPort): Answer | undefined =>
  upgradeToSpdy(request, [protocol], (open) => {
    const waiting = new Map<string, SpdyStream>()
    open((stream) => {
      const port = Number(stream.headers.get('port'))
      if (!isPort(port)) return void stream.destroy()
      const number = stream.headers.get('requestid') ?? ''
      const other = waiting.get(number)
      if (!other) return void waiting.set(number, stream)
      waiting.delete(number)
      const [data, errors] = isData(stream) ? [stream, other] : [other, stream]
      // The client ends its half of that at once.
      errors.resume()
      void joinWithPort(data, errors, port, forward)
    })
  })

const isData = ({ headers }: SpdyStream): boolean => headers.get('streamtype') === 'data'

export const isPort = (port: number): boolean =>
  Number.isInteger(port) && port >= 1 && port <= 65_535
