import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pods } from '../../resources/pods'
import { configmaps } from '../../resources/core'
import { NodeLab } from '../testing/node-lab'

let lab: NodeLab
before(async () => (lab = await NodeLab.begin()))
after(() => lab[Symbol.asyncDispose]())

const directory = (pod: string): string =>
  `/var/lib/kubelet/pods/${lab.found(pod)?.metadata.uid}/volumes`

test('a ConfigMap is files in a container, by way of a directory that is named after the time', async () => {
  lab.keep('ConfigMap', 'settings', { mode: 'lab', 'level.conf': 'level=3\n' })
  lab.create('configured', {
    main: { volumeMounts: [{ name: 'conf', mountPath: '/etc/conf' }] },
    volumes: [{ name: 'conf', configMap: { name: 'settings' } }],
  })
  await lab.runs('configured')
  assert.equal(
    await lab.inside(
      'configured',
      'cat /etc/conf/mode /etc/conf/level.conf; readlink /etc/conf/mode',
    ),
    'lablevel=3\n..data/mode\n',
  )
  const own = `${directory('configured')}/kubernetes.io~configmap/conf`
  assert.match(
    (await lab.type(`cd ${own}; ls -A; readlink ..data; stat -c %a . ..data/mode`)).stdout,
    /^\.\.\d{4}_\d\d_\d\d_\d\d_\d\d_\d\d\.\d{9}\n\.\.data\nlevel\.conf\nmode\n\.\.\d{4}_\S+\n777\n644\n$/,
  )
})

test('a change is in the container when the turn of its pod has come, not at once', async () => {
  lab.keep('ConfigMap', 'changing', { a: '1', gone: 'x' })
  lab.create('follower', {
    main: {
      volumeMounts: [
        { name: 'conf', mountPath: '/conf' },
        { name: 'conf', mountPath: '/one', subPath: 'a' },
      ],
    },
    volumes: [{ name: 'conf', configMap: { name: 'changing' } }],
  })
  await lab.runs('follower')
  await lab.clock.pass(5)
  lab.keep('ConfigMap', 'changing', { a: '2', b: 'new' })
  const look = (): Promise<string> =>
    lab.inside('follower', 'cd /conf; echo $(ls) $(cat a) $(cat /one)')
  await lab.clock.pass(30)
  assert.equal(await look(), 'a gone 1 1\n')
  await lab.clock.pass(60)
  assert.equal(await look(), 'a b 2 1\n')
})

test('of a volume only named keys are files, with their own modes; read-only stays as it is', async () => {
  lab.keep('Secret', 'keys', { user: 'admin', password: 'YourPaSsWoRd' })
  lab.create('selective', {
    main: { volumeMounts: [{ name: 'keys', mountPath: '/keys', readOnly: true }] },
    volumes: [
      {
        name: 'keys',
        secret: {
          secretName: 'keys',
          items: [{ key: 'password', path: 'a/b', mode: 0o400 }],
          defaultMode: 0o440,
        },
      },
    ],
  })
  await lab.runs('selective')
  assert.equal(
    await lab.inside('selective', 'cd /keys; ls; cat a/b; stat -L -c " %a" a/b; echo x > a/b'),
    'a\nYourPaSsWoRd 400\nsh: 1: cannot create a/b: Read-only file system\n',
  )
})

test('the token of the service account is in every container, and tells whose it is', async () => {
  lab.create('plain')
  await lab.runs('plain')
  const place = '/var/run/secrets/kubernetes.io/serviceaccount'
  const [namespace, token = '', ca] = (
    await lab.inside('plain', `cd ${place}; cat namespace; echo; cat token; echo; head -1 ca.crt`)
  ).split('\n')
  assert.deepEqual([namespace, ca], ['default', '-----BEGIN CERTIFICATE-----'])
  const [header, claims] = token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, string>)
  assert.equal(header?.['alg'], 'RS256')
  assert.equal(claims?.['sub'], 'system:serviceaccount:default:default')
  const [volume] = lab.found('plain')?.spec.volumes ?? []
  assert.equal(claims?.['kubernetes.io/serviceaccount/secret.name'], volume?.name)
})

test('projected sources are one volume; labels that change are there at once', async () => {
  lab.keep('ConfigMap', 'part', { x: 'from the map' })
  lab.create('projected', {
    metadata: { labels: { app: 'one', tier: 'front' } },
    main: {
      resources: { limits: { memory: '64Mi' } },
      volumeMounts: [{ name: 'all', mountPath: '/all' }],
    },
    volumes: [
      {
        name: 'all',
        projected: {
          sources: [
            { configMap: { name: 'part', items: [{ key: 'x', path: 'map/x' }] } },
            { secret: { name: 'nowhere', optional: true } },
            {
              downwardAPI: {
                items: [
                  { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
                  {
                    path: 'memory',
                    resourceFieldRef: {
                      containerName: 'main',
                      resource: 'limits.memory',
                      divisor: '1Mi',
                    },
                  },
                ],
              },
            },
            { serviceAccountToken: { path: 'token', audience: 'gnmi' } },
          ],
        },
      },
    ],
  })
  await lab.runs('projected')
  assert.equal(
    await lab.inside('projected', 'cd /all; cat map/x; echo; cat labels; echo; cat memory'),
    'from the map\napp="one"\ntier="front"\n64',
  )
  const [, claims = ''] = (await lab.inside('projected', 'cat /all/token')).split('.')
  assert.deepEqual(
    (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string[] }).aud,
    ['gnmi'],
  )
  lab.api.modify(pods, { namespace: 'default', name: 'projected' }, ({ metadata }) => {
    metadata.labels = { app: 'two' }
  })
  await lab.clock.pass(1)
  assert.equal(await lab.inside('projected', 'cat /all/labels'), 'app="two"')
})

test('what is missing in the API holds a pod back, and is told; all of it, where there are several', async () => {
  lab.keep('ConfigMap', 'half', { a: '1' })
  lab.create('waiting', {
    volumes: [
      { name: 'key', configMap: { name: 'half', items: [{ key: 'b', path: 'b' }] } },
      {
        name: 'both',
        projected: { sources: [{ configMap: { name: 'm' } }, { secret: { name: 's' } }] },
      },
      { name: 'may', configMap: { name: 'nowhere', optional: true } },
    ],
  })
  await lab.until('it was missed', () => lab.said('FailedMount', 'waiting').length === 2)
  assert.deepEqual(
    lab
      .said('FailedMount', 'waiting')
      .map(({ message }) => message)
      .toSorted(),
    [
      'MountVolume.SetUp failed for volume "both" : [configmap "m" not found, secret "s" not found]',
      'MountVolume.SetUp failed for volume "key" : configmap references non-existent config key: b',
    ],
  )
  assert.equal(lab.why('waiting'), 'ContainerCreating')
  lab.keep('ConfigMap', 'half', { b: '1' })
  lab.keep('ConfigMap', 'm', {})
  lab.keep('Secret', 's', {})
  await lab.runs('waiting')
})

test('a ConfigMap that goes is missed when it is looked at; what it said stays', async () => {
  lab.keep('ConfigMap', 'leaving', { a: 'here' })
  lab.create('keeping', {
    main: { volumeMounts: [{ name: 'conf', mountPath: '/conf' }] },
    volumes: [{ name: 'conf', configMap: { name: 'leaving' } }],
  })
  await lab.runs('keeping')
  lab.api.delete(configmaps, { namespace: 'default', name: 'leaving' })
  await lab.until('it was missed', () => lab.said('FailedMount', 'keeping').length > 0)
  assert.match(lab.said('FailedMount', 'keeping')[0]!.message, /configmap "leaving" not found$/)
  assert.equal(lab.why('keeping'), 'running')
  assert.equal(await lab.inside('keeping', 'cat /conf/a'), 'here')
})

test('a Secret is memory, mounted for its pod and taken away with it; directories of pods are for the kubelet alone', async () => {
  lab.keep('Secret', 'hidden', { word: 'x' })
  lab.create('secretive', {
    main: { volumeMounts: [{ name: 'hidden', mountPath: '/hidden' }] },
    volumes: [{ name: 'hidden', secret: { secretName: 'hidden' } }],
  })
  await lab.runs('secretive')
  const uid = lab.found('secretive')?.metadata.uid ?? ''
  const volumes = directory('secretive')
  const own = `${volumes}/kubernetes.io~secret/hidden`
  const mounted = async (): Promise<string> =>
    (await lab.type(`grep ${uid}.*/hidden /proc/mounts`)).stdout
  assert.equal(await mounted(), `tmpfs ${own} tmpfs rw,relatime 0 0\n`)
  const { stdout: modes } = await lab.type(
    `cd /var/lib/kubelet/pods/${uid}; stat -c %a . containers containers/main plugins volumes volumes/* ${own}`,
  )
  assert.equal(modes, '750\n750\n750\n750\n750\n755\n1777\n')
  lab.api.delete(pods, { namespace: 'default', name: 'secretive' })
  await lab.until('its directory is gone', () => !lab.machine.fs.exists(volumes))
  assert.equal(await mounted(), '')
})
