"""Speed, memory and public yardsticks. Figures, never tests."""
