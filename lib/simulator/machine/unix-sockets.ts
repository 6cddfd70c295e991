/** The name of a Unix socket and what is spoken behind it: `new UnixSocket<SonicDatabases>('/var/run/redis/redis.sock')`. */
export class UnixSocket<Server> {
  /** Keeps sockets of different servers apart. */
  declare readonly server: Server

  constructor(
    readonly path: string,
    /** Whoever shares the machine's network gets there without having it mounted. */
    readonly isOnNetwork = false,
  ) {}
}

/** The Unix sockets that are listened on: what a container reaches of its host is what is mounted into it. */
export class UnixSockets {
  readonly #servers = new Map<string, unknown>()

  /** The answer stops listening. */
  listen<Server>({ path }: UnixSocket<Server>, server: Server): () => void {
    this.#servers.set(path, server)
    return () => this.#servers.get(path) === server && void this.#servers.delete(path)
  }

  isListening(path: string): boolean {
    return this.#servers.has(path)
  }

  /** Undefined when nobody listens; `path`: where the socket is when it isn't at its own place. */
  connect<Server>(socket: UnixSocket<Server>, path = socket.path): Server | undefined {
    return this.#servers.get(path) as Server | undefined
  }
}
