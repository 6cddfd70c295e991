/** The API server answered that it would not, or could not. */
export class KubeError extends Error {
  override readonly name = 'KubeError'

  constructor(
    /** The HTTP status. */
    readonly status: number,
    /** Kubernetes' own word for it: `NotFound`, `AlreadyExists`, `Forbidden` … */
    readonly reason: string,
    asked: string,
    answer: string,
  ) {
    const next = nextStep(status, reason)
    super(
      `Could not ${asked.trim()}: ${reason} (${status}): ${answer}` + (next && `\n  Next: ${next}`),
    )
  }
}

/** No answer came: refused, reset, timed out, no route. A later try may succeed. */
export class ApiUnreachable extends Error {
  override readonly name = 'ApiUnreachable'

  constructor(asked: string, server: string, why: string, cause: unknown) {
    super(
      `Could not ${asked.trim()}: ${server} ${why}.\n` +
        '  Next: on the vmhost, is the cluster up (`minikube status`) and does `ss -ltn` show that port?',
      { cause },
    )
  }
}

/** No connection can be trusted: the server's certificate is not the cluster's, or ours cannot be used. */
export class ApiNotTrusted extends Error {
  override readonly name = 'ApiNotTrusted'

  constructor(asked: string, server: string, why: string, cause: unknown) {
    super(
      `Could not ${asked.trim()}: ${server} ${why}.\n` +
        '  Next: read the certificates from the cluster again; it may have been built anew, or another ' +
        'server has that address now.',
      { cause },
    )
  }
}

export const isNotFound = (error: unknown): boolean =>
  error instanceof KubeError && error.status === 404

export const isAlreadyThere = (error: unknown): boolean =>
  error instanceof KubeError && error.reason === 'AlreadyExists'

/** A later try may get another answer: no connection, the server overloaded or starting. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiUnreachable ||
  (error instanceof KubeError && (error.status === 429 || error.status >= 500))

const nextSteps: Readonly<Record<string, string>> = {
  401:
    'the server does not know our certificate: expired, or signed by the CA of another or an earlier ' +
    'cluster (`openssl x509 -noout -issuer -dates`).',
  403: 'the certificate must carry the group system:masters (`openssl x509 -noout -subject`).',
  AlreadyExists: 'is another run using this cluster? Delete what is there, or choose another name.',
  Conflict: 'somebody changed it meanwhile: read it again and repeat.',
  429: 'the server is overloaded: `kubectl get --raw /readyz?verbose`.',
  503: 'the server is starting or going down: `kubectl get --raw /readyz?verbose`.',
}

const nextStep = (status: number, reason: string): string =>
  nextSteps[reason] ?? nextSteps[String(status)] ?? ''
