import { type IncomingMessage, type ServerResponse } from 'node:http'
import { onEveryCluster } from '../../lib/simulator/seams/every-cluster'
import { type SimulatedTestbed } from '../../lib/simulator/simulate-testbed'

/** A moment at which a runner asks for something to be altered: a machine, by SSH, or the cluster, through its API. */
export interface ChangePoint {
  /** `vlab-01: join-credentials`, `API: PATCH /api/v1/nodes/vlab-01`. */
  readonly what: string
  /** The machine that is asked; undefined for the API. */
  readonly machine: string | undefined
}

/** What stands in the scripts that alter a machine, and how each is called: the first that fits. */
const altering: readonly (readonly [pattern: RegExp, name?: string])[] = [
  [/put restore\.sh /, 'open the journal'],
  [/^take\(\) \{/m, 'take the lease'],
  [/^use_cluster \S+ shared/m, 'open the cluster to others'],
  [/sh "\$directory\/restore\.sh"/, 'restore'],
  [/\/once-\w+/],
  [/\bnew_entry ([\w-]+)/],
]

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Finds every change point of whatever runs on the testbed: `reached` is called as the request arrives, before anything
 * of it is done; where it answers true, that request fails. Heartbeats are none: they change nothing that a run leaves.
 */
export async function watchChangePoints(
  { simulation }: SimulatedTestbed,
  reached: (point: ChangePoint) => boolean,
): Promise<void> {
  const hosts = [simulation.vmhost, ...simulation.duts]
  for (const [machine, server] of simulation.sshServers) {
    const fs = hosts.find((host) => host.machine.hostname === machine)?.machine.fs
    server.conditions = {
      onCommand(script) {
        const what = changeIn(script)
        const fails = what !== undefined && reached({ what: `${machine}: ${what}`, machine })
        if (fs) fs.diskFull = fails
      },
    }
  }
  await onEveryCluster(simulation, ({ kubernetes: { front } }) => {
    const look = (
      request: IncomingMessage,
      response: ServerResponse,
      answer: () => Promise<void>,
    ): Promise<void> => {
      if (isOfRunner(request) && writes.has(request.method ?? ''))
        if (reached({ what: `API: ${request.method} ${request.url}`, machine: undefined }))
          return refuse(response)
      return answer()
    }
    front.filters.add(look)
    return () => void front.filters.delete(look)
  })
}

/** As an API server does whose storage does not answer. */
function refuse(response: ServerResponse): Promise<void> {
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 500 }
  const failure = { ...status, reason: 'InternalError', message: 'etcdserver: request timed out' }
  response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify(failure))
  return Promise.resolve()
}

function changeIn(script: string): string | undefined {
  const unquoted = script.replaceAll("'\\''", "'").replaceAll("'", '')
  for (const [pattern, name] of altering) {
    const found = pattern.exec(unquoted)
    if (found) return name ?? found[1] ?? found[0]
  }
  return undefined
}

/** The machines' own clients say who they are. */
const isOfRunner = ({ headers }: IncomingMessage): boolean => headers['user-agent'] === undefined
