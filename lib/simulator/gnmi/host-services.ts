import { UnixSocket } from '../machine/unix-sockets'

export interface HostFile {
  readonly path: string
  readonly modifiedAt: number
  readonly mode: number
  readonly size: number
}

/** sonic-host-services: what containers ask the device itself to do, over D-Bus. Errors are Python's words. */
export interface HostServices {
  now(): number
  stat(path: string): HostFile
  /** The OS image that runs, with `SONiC-OS-` before it. */
  runningImage(): string
  /** Which one boots next. */
  activate(image: string): void
  /** Installs the OS image that a file holds; answers its name. */
  install(file: string): string
  /** Fetches an `http:` address into a file; answers what it got. */
  download(url: string, path: string): Promise<Buffer>
}

/** Mounted into the containers that need it, as /var/run/dbus. */
export const hostServicesSocket = new UnixSocket<HostServices>('/var/run/dbus/system_bus_socket')
