import { badRequest } from '../../api/status-error'
import { ContainerNotFound, type RunCommand } from '../../kubelet/kubelet-server'
import { pods } from '../../resources/pods'
import { type Answer } from '../answer'
import { containerAsked } from '../container-asked'
import { isTrue } from '../query'
import { type ResourceRequest } from '../resource-request'
import { takeOver, upgradeAsked } from '../upgrade'
import { type ExecOptions } from './exec-session'
import { channelProtocol, execOverWebSocket } from './web-socket'

/**
 * Runs a command in a container of a pod for a client that is connected to it; the answer is undefined once the connection
 * is one for that. What the API server refuses is thrown (400, 404, 500); what the kubelet refuses is its own plain text.
 */
export function podExec(asked: ResourceRequest): Answer | undefined {
  const { request, query } = asked
  try {
    const run = commandRunner(asked)
    const options = execOptions(query)
    if (!options.stdin && !options.stdout && !options.stderr)
      return refused(400, 'you must specify at least 1 of stdin, stdout, stderr')
    if (upgradeAsked(request) !== 'websocket') throw badRequest(webSocketOnly)
    if (channelProtocol(request) === undefined) return refused(403, '')
    execOverWebSocket(request, takeOver(request), options, run)
    return undefined
  } catch (error) {
    if (error instanceof ContainerNotFound) return refused(500, error.message)
    throw error
  }
}

/** Throws ContainerNotFound, and 400, 404 and 500. */
function commandRunner({ context, route, request, query }: ResourceRequest): RunCommand {
  const pod = context.api.get(pods, { namespace: route.namespace, name: route.name! })
  const { name, uid = '' } = pod.metadata
  const container = containerAsked(pod, query.get('container'))
  if (!pod.spec.nodeName) throw badRequest(`pod ${name} does not have a host assigned`)
  if (upgradeAsked(request) === undefined) throw badRequest('Upgrade request required')
  return context.nodeServers.ask(
    pod,
    (kubelet) => kubelet.exec(uid, container),
    (_, why) => `error dialing backend: ${why}`,
  )
}

/** Who doesn't say is connected to both outputs; a terminal has one. */
function execOptions(query: URLSearchParams): ExecOptions {
  const tty = isTrue(query, 'tty')
  const isWanted = (name: string): boolean => !query.has(name) || isTrue(query, name)
  return {
    command: query.getAll('command'),
    stdin: isTrue(query, 'stdin'),
    stdout: isWanted('stdout'),
    stderr: isWanted('stderr') && !tty,
    tty,
  }
}

/** A real server speaks SPDY, too. */
const webSocketOnly =
  'the simulated API server runs commands over WebSocket only: kubectl does so from 1.31 on, before that by SPDY'

const refused = (status: number, body: string): Answer => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body,
})
