#pragma once

// values[i] = coefficients[0] + coefficients[1] x + coefficients[2] x^2 with x = i, all in device memory.
void evaluate(const int* coefficients, int* values, int count);

// Entry i of a table in device memory: i^3 + 1.
int table_entry(int i);
