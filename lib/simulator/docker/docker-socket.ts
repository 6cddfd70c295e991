import { UnixSocket } from '../machine/unix-sockets'
import type { DockerEngine } from './engine'

/** Where the docker client and whoever has it mounted reach the daemon. */
export const dockerSocket = new UnixSocket<DockerEngine>('/var/run/docker.sock')
