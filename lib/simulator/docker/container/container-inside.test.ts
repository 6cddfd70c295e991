import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { machineWithDocker } from '../testing/machine-with-docker'

let { engine, sh } = machineWithDocker()
beforeEach(() => {
  ;({ engine, sh } = machineWithDocker())
})

test('a command in a container runs at its root, with the container’s environment and what is added', async () => {
  const image = engine.images.find('k8s.gcr.io/pause:3.2')!
  engine.run({
    name: 'one',
    image,
    imageName: 'pause',
    hostname: 'inside',
    env: ['MODE=lab', 'LEVEL=1'],
  })
  const told = `sh -c 'echo $PWD $HOSTNAME $HOME $MODE $LEVEL'`
  assert.equal((await sh(`docker exec one ${told}`)).stdout, '/ inside /root lab 1\n')
  assert.equal(
    (await sh(`LEVEL=3 docker exec -w /tmp -e MODE=mine -e LEVEL one ${told}`)).stdout,
    '/tmp inside /root mine 3\n',
  )
})

test('a program in a container finds the environment that the daemon gives it, and the container’s own first process', async () => {
  const image = engine.images.find('k8s.gcr.io/pause:3.2')!
  engine.run({ name: 'one', image, imageName: 'pause', hostname: 'inside', command: ['/pause'] })
  const { PATH, ...env } = Object.fromEntries(
    (await sh('docker exec one env')).stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('=')),
  ) as Record<string, string>
  assert.match(PATH!, /^\/usr\/local\/sbin:/)
  assert.deepEqual(env, { HOSTNAME: 'inside', HOME: '/root' })
  assert.equal((await sh('docker exec -t one cat /proc/1/comm')).stdout, 'pause\r\n')
})

test('files of a container are read by exec', async () => {
  const image = engine.images.find('k8s.gcr.io/pause:3.5')!
  engine.run({
    name: 'minikube',
    image,
    imageName: 'kicbase',
    files: { '/certs/ca.crt': 'CA\n', '/certs/now': () => 'later\n' },
  })
  assert.equal(
    (await sh('docker exec minikube cat /certs/ca.crt /certs/now')).stdout,
    'CA\nlater\n',
  )
  assert.equal(
    (await sh("docker exec minikube sh -c 'cat /certs/none && cat /certs/ca.crt'")).stderr,
    'cat: /certs/none: No such file or directory\n',
  )
  for (const [program, why] of [
    ['/bin/nosuch', 'stat /bin/nosuch: no such file or directory'],
    ['nosuch', 'executable file not found in $PATH'],
  ] as const) {
    const { exitCode, stdout } = await sh(`docker exec minikube ${program}`)
    assert.deepEqual(
      [exitCode, stdout.includes(`exec: "${program}": ${why}: unknown`)],
      [126, true],
    )
  }
  assert.match((await sh('docker exec nosuch true')).stderr, /^Error: No such container: nosuch\n$/)
})
