import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { SimulatedClock } from '../../lib/simulator/time/clock'
import { Machine } from '../../lib/simulator/machine/machine'
import { SimulatedNetwork } from '../../lib/simulator/network/simulated-network'
import { ForwardProxy } from '../../lib/simulator/proxy/forward-proxy'
import { SeededRandom } from '../../lib/simulator/chance/seeded-random'
import { openLabRegistry } from '../../lib/simulator/registry/lab-registry'
import { tokenUser } from '../../lib/simulator/registry/credentials'
import type { RegistryHost } from '../../lib/simulator/registry/registry-host'
import { patience } from '../patience'

const run = promisify(execFile)
const isInstalled = (program: string): Promise<boolean> =>
  run(program, ['--version']).then(
    () => true,
    () => false,
  )

let host: RegistryHost
let proxies: ForwardProxy[]
let folder: string
/** One that lets CONNECT through to the registry's port, and one that knows 443 alone. */
let [open, strict] = ['', '']

before(async () => {
  const [clock, random, network] = [
    new SimulatedClock(0),
    new SeededRandom(1),
    new SimulatedNetwork(),
  ]
  const machine = new Machine({ hostname: 'vmhost', users: [], clock, random })
  host = await openLabRegistry(network, 'vmhost')
  proxies = [[5000], [443]].map(
    (connectPorts) =>
      new ForwardProxy({
        network,
        machine,
        config: { port: 3128, listen: [], allow: [], connectPorts },
        log: () => undefined,
      }),
  )
  ;[open = '', strict = ''] = await Promise.all(
    proxies.map(async (proxy) => `http://127.0.0.1:${(await proxy.listen()).port}`),
  )
  folder = await mkdtemp(path.join(tmpdir(), 'registry-'))
  await writeFile(path.join(folder, 'ca.crt'), host.ca)
})
after(async () => {
  for (const proxy of proxies) await proxy.close()
  await host.close()
  await rm(folder, { recursive: true })
})

const curl = (
  proxy: string,
  ...args: readonly string[]
): Promise<{ stdout: string; stderr: string }> =>
  run('curl', ['-sS', '-x', proxy, '--cacert', path.join(folder, 'ca.crt'), ...args], {
    timeout: patience,
  })

test('curl goes through the proxy, which knows the name, gets a token for its login, and with that the image', async () => {
  const base = 'https://registry.lab:5000/v2'
  const login = `${tokenUser}:${host.registry.credentials.issue(60)}`
  const refused = await curl(open, '-i', `${base}/kubesonic/idle/manifests/1`)
  assert.match(refused.stdout, /^HTTP\/1\.0 200 Connection established\r\nProxy-agent: tinyproxy/)
  const [, query = ''] =
    /www-authenticate: Bearer realm=.*,service="([^"]*)"/i.exec(refused.stdout) ?? []
  assert.equal(query, '10.251.0.1:5000')
  const scope = 'scope=repository:kubesonic/idle:pull'
  const granted = await curl(open, '-u', login, `https://registry.lab:5000/oauth2/token?${scope}`)
  const { token } = JSON.parse(granted.stdout) as { token: string }
  const bearer = ['-H', `Authorization: Bearer ${token}`]
  const manifest = await curl(open, ...bearer, `${base}/kubesonic/idle/manifests/1`)
  const { config } = JSON.parse(manifest.stdout) as { config: { digest: string } }
  const blob = await curl(open, ...bearer, `${base}/kubesonic/idle/blobs/${config.digest}`)
  assert.equal(`sha256:${createHash('sha256').update(blob.stdout).digest('hex')}`, config.digest)
  // The token is for that repository alone.
  const other = await curl(
    open,
    ...bearer,
    '-o',
    '/dev/null',
    '-w',
    '%{http_code}',
    `${base}/lab/bb/manifests/1`,
  )
  assert.equal(other.stdout, '401')
})

test('a port that CONNECT may not name is refused with the reason of tinyproxy, an unknown name with another', async () => {
  const reasonOf = async (proxy: string, url: string): Promise<string> => {
    const { stdout } = await run('curl', ['-s', '-v', '-x', proxy, url], {
      timeout: patience,
    }).catch(({ stderr }: { stderr: string }) => ({ stdout: stderr }))
    return /^< HTTP\/1\.1 (.*?)\r?$/m.exec(stdout)?.[1] ?? stdout
  }
  assert.equal(await reasonOf(strict, 'https://10.251.0.1:5000/v2/'), '403 Access violation')
  assert.equal(await reasonOf(open, 'https://no.such.registry:5000/v2/'), '500 Unable to connect')
})

test('skopeo copies an image through the proxy, digests and layers as it expects them', async (t) => {
  if (!(await isInstalled('skopeo')))
    return t.skip('skopeo is not installed: apt-get install skopeo')
  const login = `${tokenUser}:${host.registry.credentials.issue(60)}`
  const target = path.join(folder, 'image')
  const source = 'docker://10.251.0.1:5000/kubesonic/idle:1'
  const copy = (creds: string): Promise<unknown> =>
    run(
      'skopeo',
      [
        'copy',
        '--insecure-policy',
        '--src-cert-dir',
        folder,
        '--src-creds',
        creds,
        source,
        `dir:${target}`,
      ],
      { env: { ...process.env, HTTPS_PROXY: open }, timeout: patience },
    )
  await assert.rejects(copy('lab:wrong'), /unauthorized|authentication required/)
  await copy(login)
  const manifest = JSON.parse(await readFile(path.join(target, 'manifest.json'), 'utf8')) as {
    layers: { digest: string }[]
  }
  assert.equal(manifest.layers.length, 1)
})
