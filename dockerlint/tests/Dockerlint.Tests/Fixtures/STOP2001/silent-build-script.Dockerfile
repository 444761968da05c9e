FROM debian:12
WORKDIR /repo
ENV PACKAGE=deb
CMD ./packaging/$PACKAGE/build.sh "$VERSION"
