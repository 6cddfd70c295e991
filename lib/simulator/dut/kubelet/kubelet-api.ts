import { once } from 'node:events'
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { loopbackOf } from '../../network/simulated-network'
import { askApi } from '../api-access'
import type { DutParts } from '../dut-parts'
import { readKubeconfig } from '../kubeconfig'
import type { KubeletSettings } from './kubelet-settings'
import { kubeletConf, servingCertificate } from './tls-bootstrap'

const port = 10250
const healthPort = 10248

interface Answer {
  readonly status: number
  readonly body: string
}

/**
 * The kubelet's own API, as kubeadm configures it: whoever shows no certificate of the cluster is unknown, and what one may is
 * the API server's to say: cluster administrators all, a node nothing. Of its paths `/pods` and `/healthz` are simulated.
 */
export async function serveKubeletApi(
  parts: DutParts,
  { nodeName, clientCaFile }: KubeletSettings,
  signal: AbortSignal,
): Promise<void> {
  const { machine, addresses } = parts
  const { fs } = machine
  const own = servingCertificate(fs, nodeName)
  const ca = clientCaFile === undefined ? undefined : fs.readText(clientCaFile)
  const server: Server = createServer({
    ...own,
    ...(ca !== undefined && { ca }),
    requestCert: true,
    rejectUnauthorized: false,
  })
  const podsOfNode = async (): Promise<string> => {
    const path = `/api/v1/pods?fieldSelector=spec.nodeName%3D${nodeName}`
    return JSON.stringify(
      await askApi(parts, readKubeconfig(fs.readText(kubeletConf), fs), path, signal),
    )
  }
  server.on('request', (request, response) => {
    void answer(request.socket as TLSSocket, request.url ?? '/', podsOfNode).then(
      ({ status, body }) => response.writeHead(status).end(body),
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
  const everywhere = [loopbackOf(machine.hostname), addresses.ipv4, addresses.ipv6]
  await Promise.all([
    offer(
      server,
      everywhere.map((ip) => [ip, port] as const),
      parts,
      signal,
    ),
    offer(createHealthServer(), [[loopbackOf(machine.hostname), healthPort]], parts, signal),
  ])
}

/** Behind these addresses of the device, until the kubelet ends. */
async function offer(
  server: Server | HttpServer,
  addresses: readonly (readonly [ip: string, port: number])[],
  { network }: DutParts,
  signal: AbortSignal,
): Promise<void> {
  server.listen(0, '127.0.0.1').unref()
  await once(server, 'listening')
  const at = { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
  const ends = addresses.map(([ip, port]) => network.serve(ip, port, at))
  const close = (): void => {
    for (const end of ends) end()
    server.closeAllConnections()
    server.close()
  }
  if (signal.aborted) return close()
  signal.addEventListener('abort', close, { once: true })
}

/** `healthzBindAddress`: in plain text, for the device alone. */
const createHealthServer = (): HttpServer =>
  createHttpServer((request, response) => {
    const { status, body } = request.url === '/healthz' ? healthy : unknown
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body)
  })

const healthy: Answer = { status: 200, body: 'ok' }
const unknown: Answer = { status: 404, body: '404 page not found\n' }

async function answer(
  socket: TLSSocket,
  path: string,
  podsOfNode: () => Promise<string>,
): Promise<Answer> {
  if (!socket.authorized) return { status: 401, body: 'Unauthorized' }
  const { CN, O } = socket.getPeerCertificate().subject
  if (![O].flat().includes('system:masters'))
    return {
      status: 403,
      body: `Forbidden (user=${[CN].flat().join()}, verb=get, resource=nodes, subresource=proxy)`,
    }
  if (path.startsWith('/pods')) return { status: 200, body: await podsOfNode() }
  return path === '/healthz' ? healthy : unknown
}
