import { ApiRefusal } from './api-connection'

/** The server said 404: the object isn't there. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof ApiRefusal && error.httpStatus === 404
