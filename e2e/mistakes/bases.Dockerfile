# Real bases for those that test/checks/support/small-bases.ts describes: slim, python and distroless are the stand-ins of e2e/bases,
# files are BusyBox and musl from Debian's packages.

# ---- python:3.13-slim: no certificates, and nothing in /usr/bin that Docker's image does not have there
FROM python AS debian-like
RUN rm -rf /usr/bin/python3 /etc/ssl/certs /usr/lib/ssl && mkdir -p /var/www && echo 'gone:x:44:44::/home/gone:/bin/sh' >>/etc/passwd

# ---- a service on it, with a script, a volume and a working directory
FROM debian-like AS service-like
COPY --chmod=755 <<'S' /docker-entrypoint.sh
#!/bin/sh
set -e
exec "$@"
S
RUN install -d -o 33 -g 33 /var/lib/data
WORKDIR /srv
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["python3"]
EXPOSE 80/tcp
VOLUME /var/lib/data

# ---- alpine
FROM slim AS alpine-files
COPY --from=files busybox /r/bin/busybox
COPY --from=files ld-musl-x86_64.so.1 /r/lib/
COPY --from=distroless /etc/ssl/certs/ca-certificates.crt /r/etc/ssl/certs/
RUN <<'S'
set -eu
cd /r
chmod 755 bin/busybox lib/*
ln -s ld-musl-x86_64.so.1 lib/libc.musl-x86_64.so.1
install -d -m 700 root
install -d -m 1777 tmp
mkdir -p usr/bin
for name in ash sh sleep; do ln -s /bin/busybox bin/$name; done
for name in env wget; do ln -s /bin/busybox usr/bin/$name; done
printf '%s\n' root:x:0:0:root:/root:/bin/sh nobody:x:65534:65534:nobody:/:/sbin/nologin >etc/passwd
printf '%s\n' root:x:0:root www-data:x:82: nobody:x:65534: >etc/group
S
FROM scratch AS alpine-like
COPY --from=alpine-files /r/ /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["/bin/sh"]

# ---- distroless, with the C library
FROM distroless AS distroless-like
ENTRYPOINT []
