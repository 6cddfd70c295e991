import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClusterSpec } from '../testbed/testbed'
import { vmhostComplaint } from './vmhost-complaint'
import { type VmhostFacts } from './vmhost-facts'

const cluster: ClusterSpec = {
  kubernetes: 'v1.22.2',
  minikube: { version: 'v1.34.0', url: null, sha256: null, path: null },
  profile: 'kubesonic',
  apiPort: 6443,
  api: { host: null, port: null },
  existing: false,
  lifetime: 'run',
  cache: 'keep',
}

const free: VmhostFacts = {
  docker: '28.2.2',
  dockerError: '',
  profileContainer: '',
  profileOwner: '',
  profileReady: false,
  apiPortTaken: false,
  apiPortHolder: '',
  minikubeVersion: '',
  architecture: 'x86_64',
  protectedRegular: '0',
}

const ours = {
  ...free,
  profileContainer: 'running',
  profileOwner: 'run-1-cluster',
  apiPortTaken: true,
}

test('a vmhost with Docker and a free port will do', () => {
  assert.equal(vmhostComplaint(free, cluster), undefined)
})

test('without Docker, its own words are told', () => {
  const facts = { ...free, docker: '', dockerError: 'Cannot connect to the Docker daemon' }
  assert.match(vmhostComplaint(facts, cluster) ?? '', /no running Docker: Cannot connect/)
})

test("this run's cluster is used, and another run's once it is ready; a stranger's is not", () => {
  assert.equal(vmhostComplaint(ours, cluster, 'run-1'), undefined)
  assert.equal(vmhostComplaint({ ...ours, profileReady: true }, cluster, 'run-2'), undefined)
  assert.match(vmhostComplaint(ours, cluster, 'run-2') ?? '', /the cluster of run run-1-cluster/)
  assert.match(
    vmhostComplaint({ ...ours, profileOwner: '' }, cluster) ?? '',
    /somebody else's cluster/,
  )
})

test('a taken port is refused, naming field and port', () => {
  assert.match(
    vmhostComplaint({ ...free, apiPortTaken: true }, cluster) ?? '',
    /cluster\.apiPort.*6443 of the vmhost is taken by somebody/,
  )
})

test('a cluster of ours that does not run any more is told, and how to be rid of it', () => {
  const stopped = { ...ours, profileReady: true, profileContainer: 'exited' }
  assert.match(vmhostComplaint(stopped, cluster, 'run-2') ?? '', /does not run[^]*restore/)
})

test('the container that has the port is named', () => {
  const taken = {
    ...free,
    apiPortTaken: true,
    apiPortHolder: 'container minikube (kicbase:v0.0.45)',
  }
  assert.match(vmhostComplaint(taken, cluster) ?? '', /6443 .* taken by container minikube/)
})

test('an existing cluster must run', () => {
  const existing = { ...cluster, existing: true }
  assert.match(
    vmhostComplaint(free, existing) ?? '',
    /cluster\.existing is true, but no container "kubesonic"/,
  )
  assert.equal(vmhostComplaint({ ...ours, profileOwner: '' }, existing), undefined)
})

test('an installed minikube must be the version asked for', () => {
  const installed = {
    ...cluster,
    minikube: { ...cluster.minikube, path: '/usr/local/bin/minikube' },
  }
  assert.match(vmhostComplaint(free, installed) ?? '', /is no minikube/)
  assert.match(
    vmhostComplaint({ ...free, minikubeVersion: 'v1.37.0' }, installed) ?? '',
    /is minikube v1\.37\.0/,
  )
  assert.equal(vmhostComplaint({ ...free, minikubeVersion: 'v1.34.0' }, installed), undefined)
})
