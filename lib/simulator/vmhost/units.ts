import type { DockerEngine } from '../docker/engine'
import type { UnitDefinition } from '../linux/systemd/unit-definition'

/** What systemd runs on the vmhost. */
export function vmhostUnits(docker: DockerEngine): readonly UnitDefinition[] {
  return [
    {
      name: 'ssh.service',
      description: 'OpenBSD Secure Shell server',
      enablement: 'enabled',
      process: { name: 'sshd', commandLine: () => '/usr/sbin/sshd -D', memory: '5.1M' },
    },
    {
      name: 'docker.service',
      description: 'Docker Application Container Engine',
      documentation: 'https://docs.docker.com',
      enablement: 'enabled',
      process: {
        name: 'dockerd',
        commandLine: () =>
          '/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock',
        memory: '98.3M',
      },
      program: { start: () => docker.powerOn(), stop: () => docker.powerOff(0) },
      restart: { policy: 'always', seconds: 2 },
    },
  ]
}
