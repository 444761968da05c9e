from kafka import KafkaConsumer

consumer = KafkaConsumer('orders', group_id='etl')
try:
    for message in consumer:
        print(message.value)
finally:
    consumer.close()
