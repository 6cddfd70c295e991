import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SimulatedClock } from '../time/clock'
import type { ExecResult } from '../machine/types'
import { SimulatedNetwork } from '../network/simulated-network'
import { SeededRandom } from '../chance/seeded-random'
import { Incoming } from '../shell/open-file'
import { Vmhost } from './vmhost'

const release =
  'https://github.com/kubernetes/minikube/releases/download/v1.34.0/minikube-linux-amd64'
const startCommand =
  '/opt/minikube start -p kubesonic --driver=docker --force --kubernetes-version=v1.22.2 --listen-address=0.0.0.0 --apiserver-port=6443 --ports=6443:6443 --apiserver-ips=10.250.0.1 --extra-config=kubeadm.skip-phases=addon/kube-proxy,addon/coredns --install-addons=false'

const both = 'docker network ls --format "{{.Name}}"; docker volume ls --format "{{.Name}}"'

let vmhost: Vmhost
const run = (script: string): Promise<ExecResult> => vmhost.machine.exec(script)

async function expect(script: string, exitCode: number, output: RegExp): Promise<void> {
  const result = await run(script)
  assert.equal(result.exitCode, exitCode, `${script}\n${result.stdout}${result.stderr}`)
  assert.match(`${result.stdout}${result.stderr}`, output)
}

before(async () => {
  vmhost = newVmhost()
  await vmhost.boot()
})
after(() => vmhost.close())

test('minikube is not there until it is downloaded, and then it is what was published', async () => {
  await expect('minikube version', 127, /command not found/)
  await expect(
    `curl -fL ${release} -o /opt/minikube && curl -fsSL ${release}.sha256`,
    0,
    /^\s*[0-9a-f]{64}$/m,
  )
  const published = (await run(`curl -fsSL ${release}.sha256`)).stdout.trim()
  await expect('sha256sum /opt/minikube', 0, new RegExp(`^${published} `))
  await expect('/opt/minikube version', 126, /Permission denied/)
  await expect(
    'chmod 755 /opt/minikube; /opt/minikube version',
    0,
    /^minikube version: v1\.34\.0$/m,
  )
})

test("a release that doesn't exist is curl's exit 22, a host that doesn't exist is 6", async () => {
  await expect(
    `curl -fL ${release.replace('v1.34.0', 'v0.0.1')} -o /tmp/x`,
    22,
    /returned error: 404/,
  )
  await expect('curl -sS https://nosuch.example/', 6, /Could not resolve host: nosuch.example/)
  await expect(
    'curl -sS -k https://10.250.0.1:6443/healthz',
    7,
    /Failed to connect to 10.250.0.1 port 6443/,
  )
})

test('what minikube refuses has the exit code of its reason', async () => {
  await expect(startCommand.replace('--force ', ''), 57, /DRV_AS_ROOT/)
  await expect(
    startCommand.replace('v1.22.2', 'v1.12.0').replace('--force ', ''),
    106,
    /K8S_OLD_UNSUPPORTED/,
  )
  vmhost.downloads.installAs(vmhost.machine, 'v1.37.0', '/opt/minikube-1.37')
  const newer = startCommand.replace('--force ', '').replace('/opt/minikube', '/opt/minikube-1.37')
  await expect(newer, 106, /Kubernetes 1\.22\.2 is not supported/)
  await expect('/opt/minikube start --nosuch', 14, /unknown flag: --nosuch/)
  await expect('/opt/minikube status -p kubesonic', 85, /Profile "kubesonic" not found/)
})

test('a start makes a cluster that the container, the port, the kubeconfig and kubectl all show', async () => {
  await expect(startCommand, 0, /^\* Done! kubectl is now configured to use "kubesonic"/m)
  await expect('/opt/minikube status -p kubesonic', 0, /apiserver: Running/)
  await expect(
    '/opt/minikube kubectl -p kubesonic -- get nodes',
    0,
    /^kubesonic +Ready +control-plane,master +\S+ +v1\.22\.2$/m,
  )
  await expect("docker container inspect --format '{{.State.Status}}' kubesonic", 0, /^running$/m)
  const published = [22, 2376, 5000, 6443, 32_443].map((port) => `0\\.0\\.0\\.0:\\d+->${port}/tcp`)
  await expect(
    "docker ps --format '{{.Ports}}'; docker port kubesonic 6443; ss -ltn | grep 6443",
    0,
    new RegExp(`^${published.join(', ')}\n0\\.0\\.0\\.0:6443\nLISTEN .*0\\.0\\.0\\.0:6443 .*\n$`),
  )
  await expect(
    "docker ps --filter label=mode.minikube.sigs.k8s.io=kubesonic --format '{{.Names}}'",
    0,
    /^kubesonic$/m,
  )
  await expect(
    'docker exec kubesonic cat /var/lib/minikube/certs/ca.crt /var/lib/minikube/certs/apiserver.key',
    0,
    /CERTIFICATE[\s\S]*PRIVATE KEY/,
  )
  await expect("awk '$4 == \"0A\" {print $2}' /proc/net/tcp | grep -c ':192B$'", 0, /^1$/m)
  await expect('curl -sk https://10.250.0.1:6443/healthz', 0, /^ok$/)
  await expect('grep current-context ~/.kube/config', 0, /kubesonic/)
})

test('kubectl of minikube waits for the manifest that its caller sends', async () => {
  const stdin = new Incoming()
  const apply = vmhost.machine.exec('/opt/minikube kubectl -p kubesonic -- apply -f -', { stdin })
  setTimeout(() => {
    stdin.push(Buffer.from('{apiVersion: v1, kind: Namespace, metadata: {name: sent}}'))
    stdin.end()
  }, 1)
  assert.equal((await apply).stdout, 'namespace/sent created\n')
})

test('a second cluster on the same port is refused by Docker, in minikube with exit 80', async () => {
  await expect(
    startCommand.replace('-p kubesonic', '-p other'),
    80,
    /Bind for 0\.0\.0\.0:6443 failed: port is already allocated/,
  )
})

test('a downgrade of an existing cluster is exit 106', async () => {
  await expect(startCommand.replace('v1.22.2', 'v1.20.2'), 106, /K8S_DOWNGRADE_UNSUPPORTED/)
})

test('when the container dies the API server refuses, and a start brings the same cluster back', async () => {
  await run('/opt/minikube kubectl -p kubesonic -- create namespace kept')
  await run('docker kill kubesonic')
  await expect('/opt/minikube status -p kubesonic', 3, /host: Stopped/)
  await expect(
    '/opt/minikube kubectl -p kubesonic -- get nodes',
    1,
    /was refused - did you specify the right host or port\?/,
  )
  await expect(startCommand, 0, /Restarting existing docker container/)
  await expect('/opt/minikube kubectl -p kubesonic -- get namespace kept', 0, /Active/)
})

test('a delete takes its own profile away and nothing else', async () => {
  await run('docker network create theirs; docker volume create theirs')
  await expect(both, 0, /^bridge\nhost\nkubesonic\nnone\ntheirs\nkubesonic\ntheirs\n$/)
  await run('mkdir -p ~/.minikube/profiles/other; echo x > ~/.minikube/profiles/other/config.json')
  await expect(
    '/opt/minikube delete -p kubesonic',
    0,
    /Removed all traces of the "kubesonic" cluster/,
  )
  await expect(both, 0, /^bridge\nhost\nnone\ntheirs\ntheirs\n$/)
  await expect(
    'docker ps -aq; ls ~/.minikube/profiles; ls ~/.minikube/cache; grep -c kubesonic ~/.kube/config',
    1,
    /^other\nkic\n[\s\S]*^0$/m,
  )
  await expect("awk '$4 == \"0A\" {print $2}' /proc/net/tcp | grep -c ':192B$'", 1, /^0$/m)
})

test('a start that is killed makes nothing more, and a delete finds what it has made', async () => {
  const { clock, docker } = vmhost
  const delay = clock.delay.bind(clock)
  const killed = new AbortController()
  clock.delay = (ms, signal) => {
    killed.abort()
    return delay(ms, signal)
  }
  await vmhost.machine.exec(startCommand, killed).catch(() => undefined)
  clock.delay = delay
  await expect('docker ps -aq | grep -c .', 1, /^0$/m)

  const again = new AbortController()
  const started = vmhost.machine.exec(startCommand, again)
  while (docker.containers().length === 0) await new Promise(setImmediate)
  again.abort()
  await started.catch(() => undefined)
  await expect('/opt/minikube delete -p kubesonic; docker ps -aq | grep -c .', 1, /^0$/m)
  await expect(both, 0, /^bridge\nhost\nnone\ntheirs\ntheirs\n$/)
})

test('a lock file of another user stops a start while fs.protected_regular is on', async () => {
  await run('touch /tmp/lock; for f in /tmp/juju-mk*; do chown 1100 $f; done')
  await expect(startCommand, 37, /HOST_JUJU_LOCK_PERMISSION[\s\S]*permission denied/)
  await run('sysctl -qw fs.protected_regular=0')
  await expect(startCommand, 0, /Done!/)
})

test('with Docker stopped minikube says so', async () => {
  const other = newVmhost('v1.34.0')
  await other.boot()
  await other.machine.exec('systemctl stop docker')
  const { exitCode, stderr } = await other.machine.exec('minikube start --force --driver=docker')
  assert.equal(exitCode, 63)
  assert.match(stderr, /PROVIDER_DOCKER_NOT_RUNNING/)
})

function newVmhost(minikube?: string): Vmhost {
  return new Vmhost({
    address: '10.250.0.1',
    clock: new SimulatedClock(0),
    random: new SeededRandom(7),
    network: new SimulatedNetwork(),
    ...(minikube ? { minikube } : {}),
  })
}
