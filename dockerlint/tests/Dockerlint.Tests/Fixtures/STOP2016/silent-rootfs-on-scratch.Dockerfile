FROM scratch
ADD rootfs.tar.xz /
CMD exec myserver
