import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, test } from 'node:test'
import type { Pod } from '../../kubernetes/objects'
import { machineWithDocker } from '../testing/machine-with-docker'

const uid = '8f5e411a-eb3f-4367-b4c2-7997b8f1e225'
const pod = (hostNetwork = true): Pod => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: {
    name: 'test-daemonset-t7ct5',
    namespace: 'default',
    uid,
    labels: { group: 'test-ds-pod' },
  },
  spec: { hostNetwork, containers: [{ name: 'mock-ds-container', image: 'k8s.gcr.io/pause:3.5' }] },
  status: {},
})

let { machine, engine, sh } = machineWithDocker()
beforeEach(() => {
  ;({ machine, engine, sh } = machineWithDocker())
})

async function runPod(): Promise<string> {
  const sandbox = await engine.runSandbox(pod(), 0)
  const [container] = pod().spec.containers
  const id = await engine.createContainer(pod(), container!, 0, sandbox, {
    hash: '',
    env: new Map(),
    mounts: [],
  })
  await engine.startContainer(id)
  return id
}

test('a pod shows as in the recording: its container by image id, its sandbox by name (027)', async () => {
  await runPod()
  const recorded = readFileSync(join(__dirname, 'fixtures/027-docker-ps-pod.txt'), 'utf8')
  const body = recorded.slice(recorded.indexOf('--- stdout\n') + 11, recorded.indexOf('--- stderr'))
  const { stdout } = await sh('docker ps; docker ps | grep mock-ds-container; docker ps --no-trunc')
  const comparable = (text: string): string =>
    text
      .replace(/\b[0-9a-f]{64}\b/g, '<id>')
      .replace(/\b[0-9a-f]{12}\b(?!-)/g, '<short>')
      .replace(/(Less than a|\d+) seconds?( ago)?/g, '<age>')
      .replace(/ {3,}/g, '   ')
  assert.equal(comparable(stdout), comparable(body))
})

test('an empty list has the columns of the real client', async () => {
  assert.equal(
    (await sh('docker ps')).stdout,
    'CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES\n',
  )
})

test('filters of one key are alternatives, labels all have to match', async () => {
  await runPod()
  const names = async (filters: string): Promise<string> =>
    (await sh(`docker ps ${filters} --format '{{.Names}}'`)).stdout
  assert.match(await names('--filter name=k8s_POD --filter name=mock'), /k8s_mock[^]*k8s_POD/)
  assert.equal(
    await names('--filter label=io.kubernetes.docker.type=container --filter label=group'),
    '',
  )
  assert.match(
    await names('-f label=io.kubernetes.docker.type=container'),
    /^k8s_mock-ds-container_\S+\n$/,
  )
  assert.equal(await names('-f status=exited'), '')
})

test('a stopped container is exited and is told to listeners; removed, it is gone', async () => {
  const id = await runPod()
  const exits: string[] = []
  engine.onExit((each) => exits.push(each))
  await engine.stopContainer(id, 30)
  assert.deepEqual(exits, [id])
  assert.match((await sh('docker ps -a')).stdout, /Exited \(0\) Less than a second ago/)
  engine.removeContainer(id)
  assert.equal(engine.inspect(id), undefined)
})

test('a container that ignores SIGTERM is killed', async () => {
  const image = engine.images.add(
    { tags: ['stubborn:1'], sizeBytes: 1, command: ['/s'], ignoresSigterm: true },
    0,
  )
  const container = engine.run({ name: 'stubborn', image, imageName: 'stubborn:1' })
  await sh('docker stop stubborn')
  assert.equal(container.exitCode, 137)
})

test('a pod without host network gets no sandbox, as no flannel daemon runs', async () => {
  await assert.rejects(
    engine.runSandbox(pod(false), 0),
    /networkPlugin cni failed to set up pod "test-daemonset-t7ct5_default" network/,
  )
})

test('inspect answers templates and names what is not there', async () => {
  const id = await runPod()
  const { stdout } = await sh(
    `docker inspect ${id.slice(0, 12)} --format '{{.State.Running}} {{index .Config.Labels "io.kubernetes.pod.name"}} {{.HostConfig.NetworkMode}}'`,
  )
  assert.match(stdout, /^true test-daemonset-t7ct5 container:[0-9a-f]{64}\n$/)
  assert.deepEqual(await sh('docker inspect nosuch'), {
    stdout: '[]\n',
    stderr: 'Error: No such object: nosuch\n',
    exitCode: 1,
  })
  assert.match((await sh('docker image inspect nosuch')).stderr, /^Error: No such image: nosuch\n$/)
})

test('templates loop, choose and print JSON', async () => {
  const { stdout } = await sh(
    `docker image inspect k8s.gcr.io/pause:3.5 --format '{{range .RepoTags}}{{.}};{{end}}{{if .Config.Labels}}y{{else}}n{{end}} {{json .Config.Entrypoint}}'`,
  )
  assert.equal(stdout, 'k8s.gcr.io/pause:3.2;k8s.gcr.io/pause:3.5;n ["/pause"]\n')
})

test('the cgroup driver is what a suite asks for', async () => {
  assert.equal((await sh("docker info --format '{{.CgroupDriver}}'")).stdout, 'cgroupfs\n')
})

test('only root and the group docker may talk to the daemon', async () => {
  assert.equal((await sh('docker ps -q', 'admin')).exitCode, 0)
  const guest = await sh('docker ps', 'guest')
  assert.equal(guest.exitCode, 1)
  assert.match(
    guest.stderr,
    /^permission denied while trying to connect to the Docker daemon socket/,
  )
})

test('a daemon that is down says so, and comes back with the containers that restart', async () => {
  const image = engine.images.find('k8s.gcr.io/pause:3.5')!
  engine.run({
    name: 'swss',
    image,
    imageName: 'swss',
    restartPolicy: { name: 'always', retries: 0 },
  })
  engine.run({ name: 'once', image, imageName: 'once' })
  engine.powerOff()
  assert.match((await sh('docker ps')).stderr, /^Cannot connect to the Docker daemon at unix/)
  engine.powerOn()
  assert.equal((await sh("docker ps --format '{{.Names}}'")).stdout, 'swss\n')
})

test('what a list cannot filter by or print is an error', async () => {
  for (const [line, error, exitCode] of [
    ['ps --filter nosuch=x', "Error response from daemon: Invalid filter 'nosuch'", 1],
    ['ps --format "{{.Nope}}" -a', `failed to execute template: template: :1:2: executing "" at <.Nope>: can't evaluate field Nope in type *formatter.ContainerContext`, 1],
    ['inspect -f "{{.State.Health.Status}}" one', `template parsing error: template: :1:8: executing "" at <.State.Health.Status>: map has no entry for key "Health"`, 1],
  ] as const) {
    await sh('docker run -d --name one k8s.gcr.io/pause:3.5')
    assert.deepEqual((await sh(`docker ${line}`)).stderr, `${error}\n`)
    assert.equal((await sh(`docker ${line}`)).exitCode, exitCode)
  }
  assert.match((await sh('docker ps --filter name')).stderr, /^invalid argument "name" for "-f, --filter" flag: bad format/) // prettier-ignore
  assert.match((await sh('docker ps one')).stderr, /^"docker ps" accepts no arguments\./)
}) // prettier-ignore

test('lists by patterns, exit codes and networks, and as JSON in the order of Go', async () => {
  await sh('docker run -d --name one k8s.gcr.io/pause:3.5; docker kill one')
  assert.equal((await sh("docker ps -a --filter exited=137 --format '{{.Names}}'")).stdout, 'one\n')
  assert.equal((await sh('docker ps -aq --filter exited=0')).stdout, '')
  assert.equal(
    (await sh("docker images --filter 'reference=k8s.gcr.io/p*:3.2' --format '{{.Tag}}'")).stdout,
    '3.2\n',
  )
  const { stdout } = await sh("docker images --format '{{json .}}' | tail -n 1")
  assert.match(
    stdout,
    /^\{"Containers":"N\/A","CreatedAt":".*","CreatedSince":".*","Digest":".*","ID":/,
  )
})

test('docker logs -f shows what is written until the container ends, or the one who reads goes', async () => {
  const image = engine.images.find('k8s.gcr.io/pause:3.5')!
  const container = engine.run({ name: 'talker', image, imageName: 'k8s.gcr.io/pause:3.5' })
  container.log.write('one\n', engine.now())
  let seen = ''
  const following = machine.exec('docker logs -f --tail 1 talker', {
    onStdout: (chunk) => {
      seen += chunk
      if (seen === 'one\n') container.log.write('two\n', engine.now())
      else if (seen === 'one\ntwo\n') void sh('docker kill talker')
    },
  })
  assert.equal((await following).exitCode, 0)
  assert.equal(seen, 'one\ntwo\n')

  await sh('docker start talker')
  const cut = await sh('timeout 0.2 docker logs -f talker')
  assert.deepEqual([cut.exitCode, cut.stdout], [124, 'one\ntwo\n'])
})
