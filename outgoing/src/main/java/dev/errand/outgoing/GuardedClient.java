// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes the Apache client that {@link OutgoingHttp} sends by. */
final class GuardedClient {

  private static final String USER_AGENT = "Errand";
  private static final Http1Config SMALL_HEADERS =
      Http1Config.custom()
          .setMaxLineLength(16 << 10)
          .setMaxHeaderCount(100)
          .setMaxEmptyLineCount(10)
          .build();

  private GuardedClient() {}

  static CloseableHttpClient of(OutgoingSettings settings, Names names) {
    return HttpClientBuilder.create()
        .setConnectionManager(connections(settings, names))
        // Each connection is checked when it is made, so each request has one of its own.
        .setConnectionReuseStrategy((_, _, _) -> false)
        .setRoutePlanner(new DefaultRoutePlanner(null))
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .setUserAgent(USER_AGENT)
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      OutgoingSettings settings, Names names) {
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManager(
            new DefaultHttpClientConnectionOperator(
                _ -> new GuardedSocket(settings.rule()),
                null,
                new GuardedResolver(settings.rule(), names, settings.connectTimeout()),
                RegistryBuilder.<TlsSocketStrategy>create()
                    .register("https", DefaultClientTlsStrategy.createDefault())
                    .build()),
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            TimeValue.NEG_ONE_MILLISECOND,
            ManagedHttpClientConnectionFactory.builder().http1Config(SMALL_HEADERS).build());
    connections.setMaxTotal(settings.connections());
    connections.setDefaultMaxPerRoute(settings.connectionsToOneHost());
    Timeout connect = timeout(settings.connectTimeout());
    connections.setDefaultConnectionConfig(
        ConnectionConfig.custom().setConnectTimeout(connect).setSocketTimeout(connect).build());
    connections.setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build());
    return connections;
  }

  static RequestConfig config(OutgoingSettings settings, Patience patience) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(timeout(settings.connectTimeout()))
        .setResponseTimeout(timeout(patience.idle()))
        .setProtocolUpgradeEnabled(false)
        .setRedirectsEnabled(false)
        .setAuthenticationEnabled(false)
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
