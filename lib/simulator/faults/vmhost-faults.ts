import { override } from '../seams/decorate'
import { dockerCommand } from '../docker/client/docker-command'
import { MinikubeFailure } from '../vmhost/minikube/failure'
import { endAll, type Switchable } from '../switches/switchable'

const noDocker: Switchable = {
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

const portTaken: Switchable = {
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

const foreignCluster: Switchable = {
  name: 'foreign-cluster',
  what: 'Another user of the vmhost runs a minikube cluster there.',
  parameters: {
    profile: { meaning: "the cluster's profile", byDefault: 'minikube' },
    port: { meaning: 'its port on the vmhost', byDefault: '6443' },
    user: { meaning: 'whose it is', byDefault: 'jenkins' },
  },
  async apply({ vmhost, kubernetes }, { profile = '', port = '', user = '' }) {
    const { startForeignCluster } =
      require('../vmhost/foreign-cluster') as typeof import('../vmhost/foreign-cluster')
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

const vmhostDiskFull: Switchable = {
  name: 'vmhost-disk-full',
  what: 'The disk of the vmhost is full: downloads fail, and so does minikube start.',
  parameters: {},
  apply({ vmhost }) {
    const { fs } = vmhost.machine
    fs.diskFull = true
    const failure = override(
      vmhost,
      'startFailure',
      new MinikubeFailure(
        80,
        'GUEST_PROVISION',
        'error provisioning guest: Failed to start host: creating host: create: creating: setting up container node: preparing volume for kubesonic container: docker run: exit status 125: docker: Error response from daemon: write /var/lib/docker/volumes/metadata.db: no space left on device.',
      ),
    )
    return endAll([failure, () => void (fs.diskFull = false)])
  },
}

const dockerDiesOnVmhost: Switchable = {
  name: 'vmhost-docker-dead',
  what: 'Docker on the vmhost is stopped, and the cluster with it; Docker starts again when the fault ends, the cluster does not.',
  parameters: {},
  async apply({ vmhost }) {
    await vmhost.systemd.find('docker')?.stop()
    return () => vmhost.systemd.find('docker')?.start()
  },
}

const tinyproxyAbsent: Switchable = {
  name: 'tinyproxy-absent',
  what: 'The vmhost has no tinyproxy; its package server has the package tinyproxy-bin.',
  parameters: {},
  apply({ vmhost: { packages } }) {
    const found = packages.find('tinyproxy-bin')
    if (!found) return () => undefined
    packages.remove(found)
    return () => packages.install(found)
  },
}

export const vmhostFaults: readonly Switchable[] = [
  noDocker,
  portTaken,
  foreignCluster,
  vmhostDiskFull,
  dockerDiesOnVmhost,
  tinyproxyAbsent,
]
