FROM scratch
COPY app /app
# expect: STOP2016 error "fails to start"
CMD /app --port 80
