#pragma once

// values[i] = i, in device memory.
void ramp(int* values, int count);
void ramp(unsigned char* values, int count);
