import { type Answer } from '../answer'
import { type ResourceRequest } from '../resource-request'
import { upgradeAsked } from '../upgrade'
import { connectWith, podAsked } from './pod-kubelet'
import { isPort, portsOverSpdy } from './ports-over-spdy'
import { portsOverWebSocket } from './ports-over-web-socket'
import { refused } from './refused'
import { channelProtocol, channelProtocols } from './web-socket-channels'

/** Forwards ports of a pod to a client that is connected to it. Throws 400, 404 and 500. */
export function podPortForward(asked: ResourceRequest): Answer | undefined {
  const { request, query } = asked
  const pod = podAsked(asked)
  const { name, namespace, uid = '' } = pod.metadata
  return connectWith(
    asked,
    pod,
    (kubelet) => kubelet.portForward(uid, `${name}_${namespace}`),
    (forward) => {
      if (upgradeAsked(request) !== 'websocket') return portsOverSpdy(request, forward)
      const ports = query.getAll('ports').flatMap((each) => each.split(','))
      const wrong = mistakeIn(ports)
      if (wrong !== undefined) return refused(400, `${wrong}\n`)
      const protocol = channelProtocol(request, channelProtocols.v4)
      if (protocol === undefined) return refused(403, '')
      portsOverWebSocket(request, protocol, ports.map(Number), forward)
      return undefined
    },
  )
}

/** In the kubelet's words, which knows the parameter by another name than the API. */
function mistakeIn(ports: readonly string[]): string | undefined {
  if (ports.length === 0) return 'query parameter "port" is required'
  const wrong = ports.find((port) => !isPort(Number(port)))
  if (wrong === undefined) return undefined
  if (wrong === '') return 'query parameter "port" cannot be empty'
  return Number(wrong) === 0
    ? `port "${wrong}" must be > 0`
    : `unable to parse "${wrong}" as a port: strconv.ParseUint: parsing "${wrong}": ${Number.isNaN(Number(wrong)) ? 'invalid syntax' : 'value out of range'}`
}
