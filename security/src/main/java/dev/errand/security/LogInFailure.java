// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

/** Why somebody was not known who said who they are. */
public enum LogInFailure {
  /** The name or the password was wrong, or the header that should hold them. */
  PASSWORD,
  /** A token was unknown, revoked or past its time. */
  TOKEN,
  /** It was not looked at, since too many others had failed just before. */
  TOO_SOON
}
