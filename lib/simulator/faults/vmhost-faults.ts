import { dockerCommand } from '../docker/docker-command'
import { MinikubeFailure } from '../vmhost/minikube/failure'
import { startForeignCluster } from '../vmhost/foreign-cluster'
import type { Fault } from './fault'

const minikubeStartFails: Fault = {
  name: 'minikube-start-fails',
  what: 'minikube start ends with an error after it has begun to create the container.',
  parameters: {
    code: { meaning: "minikube's exit code", byDefault: '80' },
    reason: { meaning: 'its identifier', byDefault: 'GUEST_PROVISION' },
    message: {
      meaning: 'its text',
      byDefault: 'error provisioning guest: Failed to start host: creating host: create: timed out',
    },
  },
  apply({ vmhost }, { code = '', reason = '', message = '' }) {
    vmhost.startFailure = new MinikubeFailure(Number(code), reason, message)
    return () => {
      vmhost.startFailure = undefined
    }
  },
}

const downloadCorrupted: Fault = {
  name: 'download-corrupted',
  what: 'What arrives instead of minikube is a page of the proxy; the checksum does not match.',
  parameters: {},
  apply({ vmhost }) {
    vmhost.downloads.corrupted = true
    return () => {
      vmhost.downloads.corrupted = false
    }
  },
}

const noDocker: Fault = {
  name: 'no-docker',
  what: 'The vmhost has no Docker.',
  parameters: {},
  async apply({ vmhost }) {
    await vmhost.systemd.find('docker')?.stop()
    vmhost.machine.declareAbsent('docker')
    return async () => {
      vmhost.machine.install(dockerCommand(vmhost.docker))
      await vmhost.systemd.find('docker')?.start()
    }
  },
}

const portTaken: Fault = {
  name: 'port-taken',
  what: 'A program on the vmhost listens on the port that the API server is to have.',
  parameters: { port: { meaning: 'which port', byDefault: '6443' } },
  apply({ vmhost }, { port = '' }) {
    return vmhost.ports.listen({
      address: '0.0.0.0',
      port: Number(port),
      process: 'nginx',
      pid: 812,
    })
  },
}

const foreignCluster: Fault = {
  name: 'foreign-cluster',
  what: 'Another user of the vmhost runs a minikube cluster there.',
  parameters: {
    profile: { meaning: "the cluster's profile", byDefault: 'minikube' },
    port: { meaning: 'its port on the vmhost', byDefault: '6443' },
    user: { meaning: 'whose it is', byDefault: 'jenkins' },
  },
  async apply({ vmhost, kubernetes }, { profile = '', port = '', user = '' }) {
    const cluster = await startForeignCluster(vmhost, {
      profile,
      port: Number(port),
      user,
      kubernetes,
    })
    return async () => {
      await cluster.remove()
      vmhost.clusters.delete(profile)
    }
  },
}

export const vmhostFaults: readonly Fault[] = [
  minikubeStartFails,
  downloadCorrupted,
  noDocker,
  portTaken,
  foreignCluster,
]
