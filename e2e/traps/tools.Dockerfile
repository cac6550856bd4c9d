# What traps need besides the program of their own: a static BusyBox.
FROM alpine AS busybox
WORKDIR /busybox
RUN <<'SH'
set -eu
tar -xjf /mirror/busybox-1.37.0.tar.bz2 --strip-components=1
make -s allnoconfig
for name in STATIC BUSYBOX ASH SH_IS_ASH ASH_ECHO ASH_TEST ASH_PRINTF FEATURE_INSTALLER CAT CHMOD DATE SLEEP MKDIR LS STAT FEATURE_STAT_FORMAT IP FEATURE_IP_ROUTE FEATURE_IP_ADDRESS; do
  sed -i "s/^# CONFIG_$name is not set/CONFIG_$name=y/" .config
done
yes '' | make -s oldconfig >/dev/null
make -s -j2 busybox
SH

FROM scratch
COPY --from=busybox /busybox/busybox /
