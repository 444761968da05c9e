public sealed record Order(int Number);
