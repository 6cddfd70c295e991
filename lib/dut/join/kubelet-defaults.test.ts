import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withKubeletFlags } from './kubelet-defaults'

const flags = { nodeIp: '10.250.0.101', cgroupDriver: 'cgroupfs' }

test('flags that are there get the value, all others stay', () => {
  assert.equal(
    withKubeletFlags(
      '# SONiC\nKUBELET_EXTRA_ARGS="--resolv-conf=/etc/resolv.conf --cgroup-driver=systemd --node-ip=::"\n',
      flags,
    ),
    '# SONiC\nKUBELET_EXTRA_ARGS="--resolv-conf=/etc/resolv.conf --cgroup-driver=cgroupfs --node-ip=10.250.0.101"\n',
  )
})

test('flags that are missing are added', () => {
  assert.equal(
    withKubeletFlags('KUBELET_EXTRA_ARGS=--v=2\n', flags),
    'KUBELET_EXTRA_ARGS="--v=2 --node-ip=10.250.0.101 --cgroup-driver=cgroupfs"\n',
  )
})

test('a file without the variable gets it', () => {
  assert.equal(
    withKubeletFlags('# nothing here', flags),
    '# nothing here\nKUBELET_EXTRA_ARGS="--node-ip=10.250.0.101 --cgroup-driver=cgroupfs"\n',
  )
})

test('a text that is right already stays as it is', () => {
  const right = withKubeletFlags('', flags)
  assert.equal(withKubeletFlags(right, flags), right)
})
