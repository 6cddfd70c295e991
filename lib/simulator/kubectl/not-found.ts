import { ApiRefusal } from './api-refusal'

/** The server said 404: the object isn't there. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof ApiRefusal && error.httpStatus === 404
