import { once } from 'node:events'
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
  const { machine, network, addresses } = parts
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
  server.listen(0, '127.0.0.1').unref()
  await once(server, 'listening')
  const at = { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
  const ends = [loopbackOf(machine.hostname), addresses.ipv4, addresses.ipv6].map((ip) =>
    network.serve(ip, port, at),
  )
  const close = (): void => {
    for (const end of ends) end()
    server.closeAllConnections()
    server.close()
  }
  if (signal.aborted) return close()
  signal.addEventListener('abort', close, { once: true })
}

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
  return path === '/healthz'
    ? { status: 200, body: 'ok' }
    : { status: 404, body: '404 page not found\n' }
}
