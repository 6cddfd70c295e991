import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  kubeletConfigMapName,
  type KubernetesVersion,
  parseKubernetesVersion,
  versionSkew,
} from './kubernetes-version'

const version = (text: string): KubernetesVersion => {
  const parsed = parseKubernetesVersion(text)
  assert.ok(parsed, text)
  return parsed
}

test('a version is read with and without its v', () => {
  assert.deepEqual(version('v1.22.2'), { major: 1, minor: 22, patch: 2 })
  assert.deepEqual(version('1.28.0-beta.1\n'), { major: 1, minor: 28, patch: 0 })
  assert.equal(parseKubernetesVersion('latest'), undefined)
})

test("the kubelet ConfigMap's name carries the version before 1.24", () => {
  assert.equal(kubeletConfigMapName(version('v1.20.2')), 'kubelet-config-1.20')
  assert.equal(kubeletConfigMapName(version('v1.24.0')), 'kubelet-config')
})

test('an equal minor version fits', () => {
  assert.equal(versionSkew(version('v1.22.2'), version('v1.22.9')), undefined)
  assert.equal(versionSkew(version('v1.28.0'), version('v1.26.1')), undefined)
})

test('a newer node, an older kubeadm without its ConfigMap, and a node far behind do not fit', () => {
  assert.match(versionSkew(version('v1.20.2'), version('v1.22.2')) ?? '', /newer/)
  assert.match(versionSkew(version('v1.22.2'), version('v1.20.2')) ?? '', /kubelet-config-1.20/)
  assert.match(versionSkew(version('v1.28.0'), version('v1.25.0')) ?? '', /two minor/)
})
