import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settingsIn } from './local-container'

const bind = (Source: string, Destination: string, RW: boolean): object => ({
  ...{ Type: 'bind', Source, Destination, RW },
})

const container = {
  HostConfig: { Privileged: true, PidMode: '' },
  Mounts: [
    bind('/var/run/redis', '/var/run/redis', true),
    bind('/usr/share/sonic/device/x86_64-kvm_x86_64-r0', '/usr/share/sonic/platform', false),
    bind('/etc/localtime', '/etc/localtime', false),
    { Type: 'volume', Source: '/var/lib/docker/volumes/pulse', Destination: '/x', RW: true },
    { Type: 'tmpfs', Destination: '/tmp', RW: true },
  ],
  Config: {
    Env: ['PATH=/usr/bin', 'IMAGE_VERSION=20261101.01', 'RUNTIME_OWNER=local', 'NAMESPACE_ID=', 'A=b=c'], // prettier-ignore
  },
}
const image = { Config: { Env: ['PATH=/usr/bin', 'IMAGE_VERSION=20261101.01'] } }

test('a container of Kubernetes gets what the local one has, but for what its image brings', () => {
  assert.deepEqual(settingsIn(JSON.stringify([container]), JSON.stringify([image])), {
    privileged: true,
    hostPID: false,
    volumes: [
      { hostPath: '/var/run/redis', mountPath: '/var/run/redis', readOnly: false },
      {
        hostPath: '/usr/share/sonic/device/x86_64-kvm_x86_64-r0',
        mountPath: '/usr/share/sonic/platform',
        readOnly: true,
      },
      { hostPath: '/etc/localtime', mountPath: '/etc/localtime', readOnly: true },
    ],
    env: { NAMESPACE_ID: '', A: 'b=c' },
  })
})

test('one without binds and variables of its own asks for nothing', () => {
  const bare = { HostConfig: { Privileged: false }, Config: { Env: null } }
  assert.deepEqual(settingsIn(JSON.stringify([bare]), JSON.stringify([{ Config: {} }])), {
    privileged: false,
    hostPID: false,
    volumes: [],
    env: {},
  })
})
