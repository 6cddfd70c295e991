import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Wire } from './fixtures/wire'
import { startFailures } from './start-failures'

const start =
  'minikube start -p kubesonic --driver=docker --force --kubernetes-version=v1.22.2 --listen-address=0.0.0.0 --apiserver-port=6443 --ports=6443:6443 --apiserver-ips=10.250.0.1'
const download =
  'cd /tmp && curl -fsSLO https://github.com/kubernetes/minikube/releases/download/v1.34.0/minikube-linux-amd64 && curl -fsSL https://github.com/kubernetes/minikube/releases/download/v1.34.0/minikube-linux-amd64.sha256 | sed "s/$/  minikube-linux-amd64/" | sha256sum -c'

let wire: Wire
before(async () => {
  wire = await Wire.start()
})
after(() => wire.close())

/** With the fault the script ends as told; without it, afterwards, it succeeds. */
async function shows(fault: string, script: string, code: number, text: RegExp): Promise<void> {
  const failed = await wire.during(fault, () => wire.vmhost(script))
  assert.equal(failed.exitCode, code, `${fault}\n${failed.output}`)
  assert.match(failed.output, text)
  const mended = await wire.vmhost(script)
  assert.equal(mended.exitCode, 0, `${fault} is over\n${mended.output}`)
  await wire.vmhost('minikube delete -p kubesonic')
}

test('minikube-start-fails ends a start with the exit code and text of its reason', async () => {
  await shows('minikube-start-fails', start, 80, /X Exiting due to GUEST_PROVISION: error prov/)
  for (const [reason, failure] of Object.entries(startFailures)) {
    const { exitCode, output } = await wire.during(`minikube-start-fails:reason=${reason}`, () =>
      wire.vmhost(start),
    )
    assert.equal(exitCode, failure?.code, output)
    assert.ok(output.includes(`X Exiting due to ${reason}: ${failure?.message}`), output)
  }
  await shows(
    'minikube-start-fails:code=91,reason=RUNTIME_CACHE,message=no cache',
    start,
    91,
    /X Exiting due to RUNTIME_CACHE: no cache/,
  )
})

test('download-corrupted makes the checksum of the download differ', async () => {
  await shows('download-corrupted', download, 1, /minikube-linux-amd64: FAILED/)
})

test('no-docker leaves a vmhost without Docker', async () => {
  await shows('no-docker', 'docker version', 127, /docker: command not found/)
  await shows('no-docker', start, 65, /PROVIDER_DOCKER_NOT_FOUND/)
})

test('vmhost-docker-dead is a Docker that does not run', async () => {
  await shows('vmhost-docker-dead', 'docker ps', 1, /Cannot connect to the Docker daemon/)
  await shows('vmhost-docker-dead', start, 63, /PROVIDER_DOCKER_NOT_RUNNING/)
})

test('vmhost-disk-full lets downloads and minikube start fail', async () => {
  await wire.vmhost('rm /tmp/minikube-linux-amd64')
  await shows('vmhost-disk-full', download, 23, /Failure writing output to destination/)
  await shows('vmhost-disk-full', start, 80, /GUEST_PROVISION: .* no space left on device/)
})

test('stale-lock keeps even root from the lock files in /tmp', async () => {
  await wire.vmhost('rm -f /tmp/juju-mk*')
  await shows('stale-lock', start, 37, /HOST_JUJU_LOCK_PERMISSION: .*permission denied/)
})

test('port-taken lets a start fail at its port', async () => {
  await shows('port-taken', start, 80, /Bind for 0\.0\.0\.0:6443 failed: port is already allocated/)
  await shows('port-taken:port=7000', "test \"$(ss -ltnH 'sport = :7000')\" = ''", 1, /^$/)
})

test("foreign-cluster is another user's container, kubeconfig and port", async () => {
  await shows('foreign-cluster', start, 80, /port is already allocated/)
  await shows(
    'foreign-cluster:profile=kubesonic',
    'minikube status -p kubesonic || ! docker container inspect kubesonic',
    1,
    /Profile "kubesonic" not found/,
  )
})

test('cluster-dies kills the container, and starts it again when it ends', async () => {
  assert.equal((await wire.vmhost(start)).exitCode, 0)
  const status = 'docker ps -a --format "{{.Status}}" --filter name=kubesonic'
  const dead = await wire.during('cluster-dies', () => wire.vmhost(status))
  assert.match(dead.output, /^Exited \(137\)/)
  assert.match((await wire.vmhost(status)).output, /^Up /)
  assert.match((await wire.kubectl('get --raw /healthz')).output, /^ok/)
})
