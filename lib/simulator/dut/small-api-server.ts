import type { IncomingMessage } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { kubernetesRelease } from '../kubernetes/release/kubernetes-release'
import { ClusterPki } from '../kubernetes/credentials/cluster-pki'

const kubeletConfig = `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  x509:
    clientCAFile: /etc/kubernetes/pki/ca.crt
cgroupDriver: systemd
`

interface SigningRequest {
  spec: { request: string }
}

/** For tests of the device alone: an API server with just what a join asks for, and no controllers. */
export class SmallApiServer {
  /** `GET /api/v1/…`, in order. */
  readonly requests: string[] = []
  readonly nodes = new Map<string, object>()
  kubeletConfig = kubeletConfig
  /** The version of the cluster. */
  kubernetes = 'v1.20.2'
  rootCa: Record<string, string>
  #signed = ''

  private constructor(
    readonly pki: ClusterPki,
    readonly server: Server,
  ) {
    this.rootCa = { 'ca.crt': pki.ca.certificate }
  }

  static async start(): Promise<SmallApiServer> {
    const pki = new ClusterPki({ nodeName: 'minikube', addresses: ['10.250.0.1'] })
    const { certificate: cert, key } = pki.apiserver
    const server = createServer({
      cert,
      key,
      ca: pki.ca.certificate,
      requestCert: true,
      rejectUnauthorized: false,
    })
    const api = new SmallApiServer(pki, server)
    server.on('request', (request: IncomingMessage, response) => {
      void api
        .#answer(request)
        .then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return api
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const path = (request.url ?? '').split('?')[0] ?? ''
    this.requests.push(`${request.method} ${path}`)
    if (!(request.socket as TLSSocket).authorized) return refused(401, 'Unauthorized')
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (path.endsWith('/certificatesigningrequests'))
      return this.#sign(Buffer.concat(chunks).toString())
    if (path.includes('/certificatesigningrequests/'))
      return ok({ metadata: { name }, status: { certificate: this.#signed } })
    if (path.includes('/configmaps/')) return this.#configMap(name)
    if (name === 'pods') return ok({ items: [] })
    const node = this.nodes.get(name)
    return node ? ok(node) : refused(404, `nodes "${name}" not found`)
  }

  async #sign(body: string): Promise<{ status: number; body: object }> {
    const { spec } = JSON.parse(body) as SigningRequest
    const certificate = this.pki.signRequest(Buffer.from(spec.request, 'base64').toString())
    this.#signed = Buffer.from(certificate).toString('base64')
    return ok({ metadata: { name: 'csr-x' } })
  }

  #configMap(name: string): { status: number; body: object } {
    const kubeconfig = `clusters:\n- cluster:\n    certificate-authority-data: ${Buffer.from(this.pki.ca.certificate).toString('base64')}\n    server: https://control-plane.minikube.internal:6443\n  name: ""\n`
    const data: Readonly<Record<string, Record<string, string>>> = {
      'kube-root-ca.crt': this.rootCa,
      'cluster-info': { kubeconfig },
      'kubeadm-config': { ClusterConfiguration: `kubernetesVersion: ${this.kubernetes}\n` },
      [kubernetesRelease(this.kubernetes).kubeletConfigMap]: { kubelet: this.kubeletConfig },
    }
    return data[name] ? ok({ data: data[name] }) : refused(404, `configmaps "${name}" not found`)
  }
}

const ok = (body: object): { status: number; body: object } => ({ status: 200, body })
const refused = (status: number, message: string): { status: number; body: object } => ({
  status,
  body: { kind: 'Status', reason: status === 404 ? 'NotFound' : 'Unauthorized', message },
})
