const amqp = require('amqplib');
const nodemailer = require('nodemailer');

const transport = nodemailer.createTransport(process.env.SMTP_URL);

async function main() {
  const connection = await amqp.connect(process.env.AMQP_URL);
  const channel = await connection.createChannel();
  await channel.assertQueue('mails');
  channel.consume('mails', async (message) => {
    await transport.sendMail(JSON.parse(message.content));
    channel.ack(message);
  });

  process.on('SIGTERM', async () => {
    await channel.close();
    await connection.close();
    process.exit(0);
  });
}

main();
